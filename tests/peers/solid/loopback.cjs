// Community Solid Server has no setting for the address that it listens on: whatever listens on a port does so on loopback alone.
const { Server } = require("node:net");
const listen = Server.prototype.listen;
Server.prototype.listen = function onLoopback(first, ...rest) {
  return typeof first === "number"
    ? listen.call(this, first, "127.0.0.1", ...rest)
    : listen.call(this, first, ...rest);
};

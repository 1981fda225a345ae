"""The demo: the cast, what they have declared and written, and a sign-in without any proof. Never part of `serve`."""

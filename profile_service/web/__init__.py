"""The portal: server-rendered pages that need no script."""

"""The only room that calls out: signed, content-free messages to addresses that organisations have registered."""

"""The only room that writes to people outside of the portal: by SMTP, by one adapter for SMS, or into a file in a demo."""

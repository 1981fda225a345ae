"""What comes in and goes out in other people's formats, one file for each; and the rules of the published contract."""

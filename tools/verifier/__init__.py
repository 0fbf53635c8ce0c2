"""The second verifier, a file for each subject; tools/verify_ombud.py is its command line."""

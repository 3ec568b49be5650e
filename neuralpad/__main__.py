"""``python -m neuralpad`` does what the ``neuralpad`` command does."""

import sys

from neuralpad.app import main

if __name__ == "__main__":
    sys.exit(main())

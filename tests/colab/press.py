"""Run the set-up cell from stdin as Colab would. Colab's own Python runs this: nothing of ours here."""

import sys
import types

from IPython.core.interactiveshell import InteractiveShell

sys.modules["google.colab"] = types.ModuleType("google.colab")
shell = InteractiveShell.instance()
shell.run_cell(sys.stdin.read()).raise_error()
sys.exit(shell.user_ns.get("_exit_code", "the cell did not run pip"))

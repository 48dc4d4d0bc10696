"""Networks that ship as ONNX: checked against the digest they were made with, opened when they are first asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError


class Network:
    """Runs a network on one thread, so that its sums are the same each time.

    Raises ModelError when first run where the file is missing or damaged, or onnxruntime is not installed.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self._path = path
        self._digest = digest

    def __call__(self, channels: Mapping[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        """Return the outputs for inputs by their names, in the network's order."""
        found: list[npt.NDArray[np.float32]] = self._session.run(None, channels)
        return found

    @cached_property
    def _session(self) -> Any:
        try:
            weights = self._path.read_bytes()
        except OSError as error:
            raise ModelError(f"{self._path} can't be read ({error}); install Dateline again") from error
        digest = hashlib.sha256(weights).hexdigest()
        if digest != self._digest:
            raise ModelError(
                f"{self._path} has digest {digest[:12]}…, not {self._digest[:12]}…; install Dateline again",
                found=digest,
            )
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelError(f"onnxruntime is not installed ({error}); install Dateline again") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

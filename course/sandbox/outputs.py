"""Make a cell's outputs as few as they look."""

from nbformat import NotebookNode


def join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs with neighbouring pieces of one stream joined."""
    joined: list[NotebookNode] = []
    pieces: list[list[str]] = []
    for output in outputs:
        is_stream = output.output_type == "stream"
        if is_stream and joined and joined[-1].get("name") == output.name:
            pieces[-1].append("".join(output.text))
        else:
            joined.append(output)
            pieces.append(["".join(output.text)] if is_stream else [])
    for output, texts in zip(joined, pieces, strict=True):
        if output.output_type == "stream":
            output.text = "".join(texts)
    return joined

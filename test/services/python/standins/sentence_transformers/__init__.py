"""In place of the image's sentence-transformers, which brings gigabytes: enough to see whether Open WebUI loads a model."""


class SentenceTransformer:
    def __init__(self, path: str, **_):
        self.path = path

"""Models on Amazon Bedrock: chat by its Converse API, embeddings by InvokeModel."""

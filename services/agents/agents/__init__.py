"""The agents service of the AI stream (documents 000, 001): the one model endpoint that Open WebUI knows."""

"""Why AWS could not be asked, in words for who runs the service."""

from botocore.exceptions import CredentialRetrievalError, NoCredentialsError, PartialCredentialsError

NO_CREDENTIALS = (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError)


def reason(error: Exception) -> str:
    """Of an error of AWS's client itself. Without its message, which can repeat what was asked."""
    name = type(error).__name__
    return f"this service has no AWS credentials ({name})" if isinstance(error, NO_CREDENTIALS) else name

"""The crews: CrewAI agents that answer questions about environments from their published reports. They only read."""

"""Translation by a chat model behind an OpenAI-compatible endpoint that the user runs: llama.cpp, vLLM, Ollama …

The protocol is that of https://platform.openai.com/docs/api-reference/chat, as those servers have it.
"""

from tarjoman.translate.chat.address import Address
from tarjoman.translate.chat.engine import ChatEngine

__all__ = ["Address", "ChatEngine"]

package io.betintel.localstack;

/** The stack, or one of its servers, cannot do what was asked. The message is for people. */
public final class LocalStackException extends RuntimeException {

  LocalStackException(String message) {
    super(message);
  }

  LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}

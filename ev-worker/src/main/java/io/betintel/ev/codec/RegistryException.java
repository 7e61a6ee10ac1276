package io.betintel.ev.codec;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** The schema registry does not answer, refuses, or has something else than expected. */
public final class RegistryException extends RuntimeException {
  /** Confluent's error code for a subject that does not exist. */
  private static final int SUBJECT_NOT_FOUND = 40401;

  RegistryException(String message) {
    super(message);
  }

  private RegistryException(String message, Exception cause) {
    super(message, cause);
  }

  static RegistryException unreachable(IOException cause) {
    return new RegistryException(
        "the schema registry named by "
            + RegistryConfig.URL.key()
            + " does not answer: "
            + (cause.getMessage() == null ? cause.toString() : cause.getMessage()),
        cause);
  }

  static RegistryException refused(String subject, RestClientException cause) {
    String what =
        switch (cause.getStatus()) {
          case 401, 403 ->
              "refuses the credential ("
                  + RegistryConfig.USER.key()
                  + ", "
                  + RegistryConfig.PASSWORD.key()
                  + ")";
          case 404 ->
              cause.getErrorCode() == SUBJECT_NOT_FOUND
                  ? "has no subject " + subject + ": register it with \"ev-worker schemas\""
                  : "answers 404 for " + subject + ": the URL is probably not a registry's";
          default -> "answers " + cause.getStatus() + " for " + subject + ": " + cause.getMessage();
        };
    return new RegistryException(
        "the schema registry named by " + RegistryConfig.URL.key() + " " + what, cause);
  }
}

package io.betintel.ev.stream;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says in one line why Kafka does not work now, and what to do about it. */
final class KafkaTrouble {
  private static final String PROTOCOL = "security.protocol";

  private KafkaTrouble() {}

  static String describe(KafkaConfig kafka, Throwable failure) {
    return "Kafka at " + kafka.bootstrapServers() + ' ' + reason(kafka, failure);
  }

  private static String reason(KafkaConfig kafka, Throwable failure) {
    if (failure instanceof SslAuthenticationException) {
      return "fails at TLS: " + failure.getMessage();
    }
    if (failure instanceof AuthenticationException) {
      return "refuses the login: " + failure.getMessage();
    }
    if (failure instanceof AuthorizationException) {
      return "refuses what this client asks: " + failure.getMessage();
    }
    if (failure instanceof TimeoutException) {
      return "does not answer" + hint(kafka);
    }
    return "says: " + RootCause.of(failure);
  }

  /**
   * What may be wrong where there is no answer; empty without TLS. A port without TLS breaks the
   * handshake off, and all that the client notices is that there is no answer.
   */
  static String hint(KafkaConfig kafka) {
    String protocol = kafka.properties().getOrDefault(PROTOCOL, "PLAINTEXT");
    return protocol.endsWith("SSL")
        ? " over TLS (" + PROTOCOL + "=" + protocol + "): is this its TLS port?"
        : "";
  }
}

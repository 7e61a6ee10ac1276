package io.betintel.ev.ops;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Says in one line why something failed: the innermost cause, which libraries hide behind "Failed
 * to create", and the setting that it is about.
 */
public final class RootCause {
  private static final String KAFKA_SERVERS = "EV_KAFKA_BOOTSTRAP_SERVERS";

  private static final Map<String, String> CLIENTS =
      Map.of(
          "org.apache.kafka.",
          KAFKA_SERVERS,
          "org.postgresql.",
          "EV_POSTGRES_URL",
          "redis.clients.",
          "EV_REDIS_URL",
          "io.confluent.kafka.schemaregistry.",
          "EV_SCHEMA_REGISTRY_URL");

  private static final String KAFKA_NAMES = "No resolvable bootstrap urls";

  /** Kafka's advice to programmers: whoever follows it loses a record. */
  private static final String SEEK =
      "(?i)[.;,]?\\s*If needed, please seek past the record to continue consumption\\.?";

  private static final String PLAIN = "(?i).*(unsupported or unrecognized ssl message|plaintext).*";

  private RootCause() {}

  public static String of(Throwable failure) {
    Throwable deepest = failure;
    Throwable speaking = failure;
    for (int depth = 0; deepest.getCause() != null && !isOurs(deepest) && depth < 20; depth++) {
      deepest = deepest.getCause();
      speaking = text(deepest).isEmpty() ? speaking : deepest;
      if (deepest instanceof SSLException) {
        break; // its own cause is about certificates' bytes
      }
    }
    if (deepest instanceof UnknownHostException || deepest instanceof UnresolvedAddressException) {
      return unknownHost(deepest, failure);
    }
    if (text(speaking).contains(KAFKA_NAMES)) {
      return KAFKA_SERVERS + " names no host that is known";
    }
    if (deepest instanceof SSLException && text(deepest).matches(PLAIN)) {
      return "the port does not speak TLS: " + text(deepest);
    }
    String message = text(speaking);
    return message.isEmpty() ? speaking.getClass().getSimpleName() : message;
  }

  /** A database's failure in our words, which say what to do: drivers throw subclasses. */
  private static boolean isOurs(Throwable failure) {
    return failure.getClass() == SQLException.class && failure.getCause() instanceof SQLException;
  }

  /** Whether Kafka's client was refused because no broker's name has an address yet. */
  public static boolean isUnknownHost(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (text(cause).contains(KAFKA_NAMES)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The failure's own message on one line, without Kafka's advice and without passwords in URLs;
   * empty if there is none.
   */
  public static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? ""
        : Address.masked(message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll(SEEK, ""));
  }

  /** The message begins with the host's name. */
  private static String unknownHost(Throwable deepest, Throwable failure) {
    String host = text(deepest).replaceFirst("[:\\s].*", "");
    return setting(failure)
        .map(setting -> setting + " names a host that is not known: " + host)
        .orElse("no such host is known: " + host);
  }

  /** By whose client failed. */
  private static Optional<String> setting(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Stream<String> classes =
          Stream.concat(
              Stream.of(cause.getClass().getName()),
              Arrays.stream(cause.getStackTrace()).map(StackTraceElement::getClassName));
      Optional<String> found =
          classes
              .flatMap(name -> CLIENTS.keySet().stream().filter(name::startsWith))
              .findFirst()
              .map(CLIENTS::get);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}

package io.betintel.ev.ops;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Says in one line why something failed: the innermost cause, which libraries hide behind "Failed
 * to create", and the setting that it is about.
 */
public final class RootCause {
  private static final String KAFKA_SERVERS = "EV_KAFKA_BOOTSTRAP_SERVERS";
  private static final String KAFKA_NAMES = "No resolvable bootstrap urls";

  /** Kafka's advice to programmers: whoever follows it loses a record. */
  private static final String SEEK =
      "(?i)[.;,]?\\s*If needed, please seek past the record to continue consumption\\.?";

  private static final String PLAIN = "(?i).*(unsupported or unrecognized ssl message|plaintext).*";

  private RootCause() {}

  public static String of(Throwable failure) {
    return of(failure, System.getenv());
  }

  static String of(Throwable failure, Map<String, String> environment) {
    Throwable deepest = failure;
    Throwable speaking = failure;
    for (int depth = 0; deepest.getCause() != null && depth < 20; depth++) {
      deepest = deepest.getCause();
      speaking = text(deepest).isEmpty() ? speaking : deepest;
      if (deepest instanceof SSLException) {
        break; // its own cause is about certificates' bytes
      }
    }
    if (deepest instanceof UnknownHostException || deepest instanceof UnresolvedAddressException) {
      return unknownHost(text(deepest), environment);
    }
    if (text(speaking).contains(KAFKA_NAMES)) {
      return KAFKA_SERVERS
          + " is \""
          + environment.getOrDefault(KAFKA_SERVERS, "")
          + "\": no such host is known";
    }
    if (deepest instanceof SSLException && text(deepest).matches(PLAIN)) {
      return "the port does not speak TLS: " + text(deepest);
    }
    String message = text(speaking);
    return message.isEmpty() ? speaking.getClass().getSimpleName() : message;
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

  /** The failure's own message on one line, without Kafka's advice; empty if there is none. */
  public static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? ""
        : message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll(SEEK, "");
  }

  /** The message begins with the host's name. */
  private static String unknownHost(String message, Map<String, String> environment) {
    String host = message.replaceFirst("[:\\s].*", "");
    String settings =
        new TreeMap<>(environment)
            .entrySet().stream()
                .filter(each -> each.getKey().startsWith("EV_") && !host.isEmpty())
                .filter(each -> each.getValue().contains(host))
                .map(each -> each.getKey() + " is \"" + Address.masked(each.getValue()) + "\"")
                .collect(Collectors.joining(", "));
    return settings.isEmpty()
        ? "no such host is known: " + host
        : settings + ": no such host is known";
  }
}

package io.betintel.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a network as a person types: {@code redis delay 300}. */
final class NetworkLines {
  static final String ACCEPTED = "SERVER delay MILLIS|reset|cut|half-open|strand|restore";

  private static final Pattern LINE =
      Pattern.compile("(\\S+) +(?:delay +(\\d{1,6})|(reset|cut|half-open|strand|restore))");

  private final LocalStack stack;
  private final StackNetwork network;

  NetworkLines(LocalStack stack, StackNetwork network) {
    this.stack = stack;
    this.network = network;
  }

  /** Acts on every line until the input ends, on a thread that does not keep the JVM. */
  void follow(Reader in, PrintWriter out) {
    Thread thread = new Thread(() -> read(in, out), "network-lines");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Reader in, PrintWriter out) {
    try (BufferedReader lines = new BufferedReader(in)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          out.println(act(line.strip()));
          out.flush();
        }
      }
    } catch (IOException closed) {
      // Nobody types any more.
    }
  }

  /** What was done, or why not, in one line. */
  String act(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return "not understood: " + line + "; accepted is " + ACCEPTED;
    }
    Optional<Server> server =
        stack.servers().stream().filter(each -> each.name().equals(parts.group(1))).findFirst();
    if (server.isEmpty()) {
      return "no server " + parts.group(1) + "; accepted is kafka, postgresql, redis or registry";
    }
    act(network.before(server.get()), parts.group(2), parts.group(3));
    return line + ": done";
  }

  private static void act(TcpProxy proxy, String millis, String fault) {
    if (millis != null) {
      Duration delay = Duration.ofMillis(Long.parseLong(millis));
      proxy.delay(delay, delay);
      return;
    }
    switch (fault) {
      case "reset" -> proxy.reset();
      case "cut" -> proxy.cut();
      case "half-open" -> proxy.halfOpen();
      case "strand" -> proxy.strand();
      default -> proxy.restore();
    }
  }
}

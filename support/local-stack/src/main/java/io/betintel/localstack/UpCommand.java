package io.betintel.localstack;

import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the stack until a signal ends it. */
@Command(
    name = "up",
    description = {
      "Starts the servers and keeps them until Ctrl-C or SIGTERM.",
      "",
      "Prints a line per server when it answers. When all do, writes DIRECTORY/env, a file for the"
          + " shell with the variables of ev-worker (EV_...), and creates the database 'ev'. The"
          + " file exists exactly while the stack is ready.",
      "",
      "With --network a proxy is before each server, and the file names the proxies. A line on"
          + " standard input changes what the network does, such as 'redis delay 300' (each way),"
          + " 'postgresql half-open' (silent) or 'kafka restore': "
          + NetworkLines.ACCEPTED
          + ".",
      "",
      "All data stays in DIRECTORY and is used again at the next start, which first ends what a"
          + " killed stack left running there. The servers' logs are DIRECTORY/*.log.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  130  ended by Ctrl-C, 143 by SIGTERM, every server with it",
      "    1  a server did not start or ended by itself, or the directory is in use",
      "    2  wrong usage"
    })
final class UpCommand implements Callable<Integer> {
  private static final String DATABASE = "ev";

  @Spec private CommandSpec spec;

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      defaultValue = ".local-stack",
      description = "Where data and logs are kept (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Kafka's port (default of each: a free one).")
  private int kafkaPort;

  @Option(names = "--postgres-port", paramLabel = "PORT", description = "PostgreSQL's port.")
  private int postgresPort;

  @Option(names = "--redis-port", paramLabel = "PORT", description = "Redis's port.")
  private int redisPort;

  @Option(names = "--registry-port", paramLabel = "PORT", description = "The registry's port.")
  private int registryPort;

  @Option(
      names = "--network",
      description = "Put a proxy before each server, for faults of the network.")
  private boolean network;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (LocalStack stack = start(new PrintingListener(out))) {
      stack.postgres().createDatabase(DATABASE);
      UnaryOperator<String> addresses = network ? network(stack, out) : UnaryOperator.identity();
      out.println("ready       . " + stack.publish(DATABASE, addresses));
      out.flush();
      Optional<String> ended = stack.awaitUnexpectedEnd();
      if (ended.isEmpty()) {
        return 0;
      }
      spec.commandLine().getErr().println(ended.get());
      return 1;
    }
  }

  /** Its threads end with this JVM. */
  private static UnaryOperator<String> network(LocalStack stack, PrintWriter out) {
    StackNetwork proxies = StackNetwork.of(stack);
    new NetworkLines(stack, proxies)
        .follow(new InputStreamReader(System.in, Charset.defaultCharset()), out);
    return proxies::addressed;
  }

  private LocalStack start(StartListener listener) {
    StackDirectory held = StackDirectory.open(directory);
    try {
      LocalStack.sweep(held, listener);
      StackPorts ports = StackPorts.choose(kafkaPort, postgresPort, redisPort, registryPort);
      return LocalStack.start(held, ports, listener);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private record PrintingListener(PrintWriter out) implements StartListener {
    @Override
    public void swept(RecordedProcess leftover) {
      print("%-11s process %d of a killed run ended", leftover.name(), leftover.pid());
    }

    @Override
    public void up(Server server, Duration took) {
      print("%-11s %-17s up in %.1f s", server.name(), server.address(), took.toMillis() / 1e3);
    }

    private synchronized void print(String format, Object... values) {
      out.println(String.format(Locale.ROOT, format, values));
      out.flush();
    }
  }
}

package io.betintel.bench;

import io.betintel.bench.part.Parts;
import io.betintel.bench.part.Session;
import io.betintel.bench.report.BarPlot;
import io.betintel.bench.report.Machine;
import io.betintel.bench.report.ResultJson;
import io.betintel.bench.report.Row;
import io.betintel.bench.report.Table;
import io.betintel.bench.system.Bed;
import io.betintel.localstack.LocalStackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the worker on this machine: real Kafka, PostgreSQL, Redis and a schema registry on"
          + " free loopback ports, load, worker and opponents as processes of their own.",
      "",
      "A comparison sends everything before the program starts, so that nothing but the program is"
          + " waited for. Its rate is the slope from 50 to 90 %% of the records that have ended"
          + " after the opening, and its CPU time is that of the same window, from /proc. Parts that"
          + " compare share one run, in turns. A row is marked busy if other processes took more"
          + " than 0.2 core.",
      "",
      Parts.HELP,
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "    0  measured",
      "    1  it failed, or something gave no figures",
      "    2  wrong usage"
    })
final class Bench implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Options options;

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = "What to measure (default: all parts, which takes an hour or two).")
  private Set<String> names = new LinkedHashSet<>();

  private final PrintStream out = System.out;

  Bench() {}

  public static void main(String[] args) {
    CommandLine bench = new CommandLine(new Bench());
    bench.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failure.printStackTrace(command.getErr());
          return 1;
        });
    System.exit(bench.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Parts parts = parts();
    Map<String, String> machine = Machine.describe(options.home);
    machine.forEach((name, value) -> out.printf("%-8s %s%n", name, value));
    out.printf(
        "%-8s records=%d markets=%d books=%s lines=%s rounds=%d seed=%d java-options=%s worker=%s%n%n",
        "settings",
        options.records(),
        options.markets(),
        options.books == 0 ? "real" : options.books,
        options.lines == 0 ? "real" : options.lines,
        options.rounds(),
        options.seed,
        String.join(" ", options.javaOptions),
        options.workerSettings);
    // Ctrl-C and SIGTERM: children would live on.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                "bench-end"));
    Bed opened;
    try {
      opened = Bed.open(options.directory());
    } catch (LocalStackException e) { // such as another bench, whose files these are
      spec.commandLine().getErr().println("bench: " + e.getMessage());
      return 1;
    }
    try (Bed bed = opened) {
      Session session = new Session(bed, options.settings(), out);
      parts.run(session);
      if (!session.rows().isEmpty()) {
        write(machine, session.rows());
      }
      return session.failures().isEmpty() ? 0 : 1;
    } finally {
      Bed.deleteTree(options.directory());
    }
  }

  private Parts parts() {
    try {
      return Parts.named(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void write(Map<String, String> machine, List<Row> rows) throws IOException {
    out.println();
    out.print(Table.of(rows));
    Path output = options.output().toAbsolutePath();
    Files.createDirectories(output.getParent());
    Path json = output.resolveSibling(output.getFileName() + ".json");
    Path svg = output.resolveSibling(output.getFileName() + ".svg");
    String command = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    Files.writeString(json, ResultJson.of(machine, "./bench " + command, rows));
    Files.writeString(svg, BarPlot.of(rows));
    out.println(json + "\n" + svg);
  }
}

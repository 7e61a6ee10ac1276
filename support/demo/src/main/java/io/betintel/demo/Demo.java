package io.betintel.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole path on this machine: real Kafka, PostgreSQL, Redis and a schema registry on"
          + " loopback, the worker as its own process, and real odds.",
      "The football season and the NHL and NFL files are imported as they are onto replay topics,"
          + " with one bet type that nobody knows and five broken records among them."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every record that was produced is accounted for",
      "  1  it failed, or the worker's counters do not agree with Kafka's,"
          + " or the command of --with failed"
    })
final class Demo implements Callable<Integer> {
  @Option(
      names = "--once",
      description = "Stop when all is settled and printed; else go on until Ctrl-C.")
  private boolean once;

  @Option(
      names = "--with",
      paramLabel = "COMMAND",
      description =
          "Run this after the files, by sh, with the worker's EV_* environment: a producer of your"
              + " own, whose events are then priced beside the others.")
  private String command;

  @Option(names = "--json", description = "Print the result as one JSON object in the last line.")
  private boolean json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The project's folder (default: the current one).")
  private Path home;

  private Demo() {}

  public static void main(String[] args) {
    CommandLine demo = new CommandLine(new Demo());
    demo.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(demo.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    try (DemoRun run = DemoRun.start(home, home.resolve("support/demo/target/run"), out)) {
      run.importFiles();
      run.importUnknownBetType();
      run.sendBrokenRecords();
      if (command != null) {
        run.runCommand(command);
      }
      DemoResult result = run.settle();
      new ResultReport(out).print(result);
      if (!once) {
        run.printAddresses();
        out.println("Everything goes on running. Ctrl-C ends it.");
        Thread.currentThread().join();
      }
      if (json) {
        out.println(result.toJson());
      }
      return result.balanced() ? 0 : 1;
    }
  }
}

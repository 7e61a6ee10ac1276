package io.betintel.ev.cli;

import io.betintel.ev.ops.LogConfig;
import io.betintel.ev.ops.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the worker: prices odds.events into ev.lines, and writes those to PostgreSQL and Redis.",
      "It waits for servers, topics, schemas and the catalogue as long as it takes and says for what;"
          + " /health/ready tells the same. SIGTERM and Ctrl-C drain what is in flight.",
      "",
      "HTTP: /metrics, /health/started, /health/ready, /health/live.",
      "`ev-worker config` lists every setting."
    })
final class RunCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    LogConfig.from(settings).apply();
    Worker worker = Worker.of(settings, CommandLineRunner.Version.build(), Clock.systemUTC());
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  main.interrupt(); // it may still wait for a server
                  worker.close();
                },
                "shutdown"));
    worker.start();
    worker.awaitFailure();
    worker.close();
    return 1;
  }
}

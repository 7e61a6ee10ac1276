package io.betintel.ev.cli;

import io.betintel.ev.ops.LogConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import io.betintel.ev.worker.Worker;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the worker: prices odds.events into ev.lines, writes those to PostgreSQL and Redis, and"
          + " answers the read API from there.",
      "It waits for missing servers, topics, schemas and the catalogue without a time limit. The"
          + " log and /health/ready say what is missing. SIGTERM and Ctrl-C drain what is in flight.",
      "",
      "HTTP: /metrics, /health/started, /health/ready, /health/live on EV_HTTP_PORT; the read API"
          + " on EV_API_PORT, which GET /openapi.yaml there describes.",
      "`ev-worker config` lists every setting."
    })
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Do only this part of the work: stream (prices odds.events and returns parked events),"
              + " sinks (write PostgreSQL and Redis) or api (answers the read API; needs only"
              + " EV_POSTGRES_URL and EV_REDIS_URL). Separate several with commas. Other workers do"
              + " the rest. Default: all.")
  private Set<Worker.Part> only;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    LogConfig.from(settings).apply();
    Set<Worker.Part> parts = only == null ? EnumSet.allOf(Worker.Part.class) : only;
    Worker worker =
        Worker.of(settings, parts, CommandLineRunner.Version.build(), Clock.systemUTC());
    Thread main = Thread.currentThread();
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  main.interrupt(); // it may be waiting for a server
                  worker.close();
                },
                "shutdown"));
    try {
      worker.start();
      worker.awaitFailure();
    } catch (InterruptedException | RuntimeException e) {
      if (!stopping.get()) {
        throw e;
      }
      // The interrupt arrived, as one exception or another. The hook ends the process, and its exit
      // code is the signal's.
    }
    worker.close();
    return 1;
  }
}

package io.betintel.ev.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a worker holds and how far it is behind, at one moment.
 *
 * @param liveHeap bytes that a full collection leaves
 * @param outsideHeap bytes that the process has in memory besides its whole heap
 * @param threads of the JVM
 * @param behind events that are not taken yet, and lines that the sinks have not written
 */
public record Vitals(double liveHeap, double outsideHeap, double threads, double behind) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LAG = "ev_sink_lag_records";

  /**
   * Looks at a worker whose heap has one size, all of it in memory, once its sinks know their lag.
   */
  public static Vitals of(Installation installation, WorkerProcess worker)
      throws IOException, InterruptedException, ExecutionException {
    collect(worker);
    Map<String, Double> metrics =
        await("the sinks know their lag")
            .atMost(PATIENCE)
            .until(worker::metrics, known -> !Double.isNaN(sum(known, LAG)));
    return new Vitals(
        sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
        resident(worker) - sum(metrics, "jvm_memory_committed_bytes{area=\"heap\""),
        sum(metrics, "jvm_threads_live_threads"),
        untaken(installation) + sum(metrics, LAG));
  }

  private static void collect(WorkerProcess worker) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(worker.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("jcmd exited with " + process.exitValue());
    }
  }

  private static double resident(WorkerProcess worker) throws IOException {
    Path status = Path.of("/proc", Long.toString(worker.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> 1_024 * Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static double untaken(Installation installation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        installation
            .sharedAdmin()
            .listConsumerGroupOffsets(installation.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    double untaken = 0;
    for (Map.Entry<TopicPartition, Long> end :
        installation.contents().ends(installation.topics().oddsEvents()).entrySet()) {
      OffsetAndMetadata taken = committed.get(end.getKey());
      untaken += end.getValue() - (taken == null ? 0 : taken.offset());
    }
    return untaken;
  }

  private static double sum(Map<String, Double> metrics, String begin) {
    return metrics.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(begin))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}

package io.betintel.localstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One Kafka broker without the rest of a stack, with listeners for clients that log in or speak
 * TLS. It ends with {@link #close}, or at the latest with this JVM.
 */
public final class LoneKafka implements AutoCloseable {
  private final LoneServer<KafkaServer> lone;

  private LoneKafka(LoneServer<KafkaServer> lone) {
    this.lone = lone;
  }

  /**
   * @param directory for data and log; emptied first
   * @param protocols of its listeners besides the plain one: {@code SSL}, {@code SASL_PLAINTEXT}
   * @param jvmOptions of its process, such as {@code -Dname=value}
   * @param settings each as {@code name=value}; they win over those that it has otherwise
   * @throws LocalStackException if it does not start, or the directory is in use
   */
  public static LoneKafka start(
      Path directory, List<String> protocols, List<String> jvmOptions, List<String> settings) {
    StackPorts ports =
        new StackPorts(
            FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(), 0, 0, 0);
    Map<String, Integer> more = new HashMap<>();
    protocols.forEach(protocol -> more.put(protocol, FreePorts.next()));
    return new LoneKafka(
        LoneServer.start(
            directory,
            (held, children) ->
                new KafkaServer(
                    ports,
                    held,
                    ServerFiles.find(),
                    children,
                    new MoreKafka(more, settings, jvmOptions))));
  }

  public KafkaServer server() {
    return lone.server();
  }

  /** May be called twice. */
  @Override
  public void close() {
    lone.close();
  }
}

package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One Kafka node, broker and controller, in a JVM of its own. Topics are not created automatically;
 * it accepts records of up to 8 MB.
 */
public final class KafkaServer extends Server {
  private static final String NAME = "kafka";
  private static final String CONFIGURATION =
      """
      # Written at every start.
      process.roles=broker,controller
      listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,PROXIED:PLAINTEXT
      auto.create.topics.enable=false
      message.max.bytes=8388608
      replica.fetch.max.bytes=8388608

      # One node: nothing can be replicated, and few internal partitions start faster.
      offsets.topic.replication.factor=1
      offsets.topic.num.partitions=3
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      transaction.state.log.num.partitions=3
      share.coordinator.state.topic.replication.factor=1
      share.coordinator.state.topic.min.isr=1
      group.initial.rebalance.delay.ms=0

      # A killed client's transaction ends when it has timed out, not up to 10 s later.
      transaction.abort.timed.out.transaction.cleanup.interval.ms=500

      # After a kill the new process has to wait until the old one's session is over.
      broker.session.timeout.ms=1000
      broker.heartbeat.interval.ms=200
      controlled.shutdown.enable=true

      # Two cores and a small heap.
      num.network.threads=2
      num.io.threads=4
      # The cleaner fills its whole buffer with zeros in every round.
      log.cleaner.dedupe.buffer.size=2097152
      log.cleaner.backoff.ms=60000

      """;

  private final StackPorts ports;
  private final MoreKafka more;

  KafkaServer(
      StackPorts ports,
      StackDirectory directory,
      ServerFiles serverFiles,
      Children children,
      MoreKafka more) {
    super(
        new ServerProcess(
            NAME,
            ports.kafka(),
            directory,
            children,
            new Launch(ports, directory, serverFiles, more)));
    this.ports = ports;
    this.more = more;
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return address();
  }

  /**
   * For {@code bootstrap.servers} of clients with another security protocol.
   *
   * @throws IllegalArgumentException if it has no such listener
   */
  public String bootstrapServers(String protocol) {
    Integer port = more.ports().get(protocol);
    if (port == null) {
      throw new IllegalArgumentException("no listener " + protocol);
    }
    return "127.0.0.1:" + port;
  }

  /**
   * A client asks a broker where the brokers are, and goes there: the proxy has a listener of its
   * own, which answers with the proxy's port. There can be one proxy at a time.
   */
  @Override
  public TcpProxy proxy() {
    return TcpProxy.start(ports.kafkaProxy(), ports.kafkaBehindProxy());
  }

  private record Launch(
      StackPorts ports, StackDirectory directory, ServerFiles serverFiles, MoreKafka more)
      implements ServerProcess.Launch {
    @Override
    public ProcessBuilder prepare() throws IOException {
      Path data = Files.createDirectories(directory.data(NAME));
      Files.deleteIfExists(readyFile());
      Path config = data.resolve("server.properties");
      Files.writeString(config, configuration());
      List<String> command = new ArrayList<>(List.of(ServerFiles.java()));
      command.addAll(more.jvmOptions());
      command.addAll(
          List.of(
              "-Xms128m",
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:MetaspaceSize=128m", // or it collects everything twice for its classes
              // Halves the CPU time of a start. The broker copies bytes: measured over 2 million
              // records of 1 KB, the second compiler costs more time than it saves.
              "-XX:TieredStopAtLevel=1",
              // A killed JVM does not delete what its libraries unpack.
              "-Djava.io.tmpdir=" + data,
              "-cp",
              serverFiles.classpath(),
              KafkaNode.class.getName(),
              config.toString(),
              readyFile().toString()));
      return new ProcessBuilder(command);
    }

    @Override
    public boolean ready() {
      return Files.exists(readyFile());
    }

    private Path readyFile() {
      return directory.data(NAME).resolve("ready");
    }

    private String configuration() {
      String broker = "PLAINTEXT://127.0.0.1:" + ports.kafka() + more.listeners();
      String controller = "127.0.0.1:" + ports.kafkaController();
      return CONFIGURATION
          + String.join(
              "\n",
              "node.id=" + KafkaNode.ID,
              "controller.listener.names=" + KafkaNode.CONTROLLER_LISTENER,
              "controller.quorum.voters=" + KafkaNode.ID + "@" + controller,
              "listeners="
                  + broker
                  + proxied(ports.kafkaBehindProxy())
                  + ",CONTROLLER://"
                  + controller,
              "advertised.listeners=" + broker + proxied(ports.kafkaProxy()),
              "log.dirs=" + directory.data(NAME).resolve("log"),
              String.join("\n", more.settings()),
              "");
    }

    private static String proxied(int port) {
      return ",PROXIED://127.0.0.1:" + port;
    }
  }
}

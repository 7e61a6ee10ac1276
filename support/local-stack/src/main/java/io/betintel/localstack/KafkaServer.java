package io.betintel.localstack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * One Kafka node, broker and controller, in a JVM of its own. Topics are never created by
 * themselves; records of up to 8 MB are taken.
 */
public final class KafkaServer implements Server {
  private static final String NAME = "kafka";
  private static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  private final StackPorts ports;
  private final StackDirectory directory;
  private final Installation installation;
  private final ServerProcess process;

  KafkaServer(
      StackPorts ports, StackDirectory directory, Installation installation, Children children) {
    this.ports = ports;
    this.directory = directory;
    this.installation = installation;
    this.process =
        new ServerProcess(NAME, ports.kafka(), directory.log(NAME), children, new Launch());
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return process.address();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String address() {
    return process.address();
  }

  @Override
  public boolean running() {
    return process.running();
  }

  @Override
  public void start() {
    process.start();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  ServerProcess process() {
    return process;
  }

  private final class Launch implements ServerProcess.Launch {
    @Override
    public ProcessBuilder prepare() throws IOException {
      Path data = Files.createDirectories(directory.data(NAME));
      Files.deleteIfExists(readyFile());
      Path config = data.resolve("server.properties");
      try (Writer out = Files.newBufferedWriter(config)) {
        properties().store(out, "Written at every start.");
      }
      return new ProcessBuilder(
          List.of(
              Installation.java(),
              "-Xms128m",
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
              "-Dorg.slf4j.simpleLogger.showDateTime=true",
              "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
              "-cp",
              installation.classpath(),
              KafkaNode.class.getName(),
              config.toString(),
              readyFile().toString()));
    }

    @Override
    public boolean ready() {
      return Files.exists(readyFile());
    }

    private Path readyFile() {
      return directory.data(NAME).resolve("ready");
    }

    private Properties properties() {
      String broker = "PLAINTEXT://127.0.0.1:" + ports.kafka();
      String controller = "127.0.0.1:" + ports.kafkaController();
      Properties node = new Properties();
      node.putAll(FIXED);
      node.setProperty("log.dirs", directory.data(NAME).resolve("log").toString());
      node.setProperty("listeners", broker + ",CONTROLLER://" + controller);
      node.setProperty("advertised.listeners", broker);
      node.setProperty("controller.quorum.voters", KafkaNode.ID + "@" + controller);
      return node;
    }
  }

  private static final Properties FIXED = new Properties();

  static {
    FIXED.setProperty("node.id", Integer.toString(KafkaNode.ID));
    FIXED.setProperty("process.roles", "broker,controller");
    FIXED.setProperty("controller.listener.names", KafkaNode.CONTROLLER_LISTENER);
    FIXED.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    FIXED.setProperty("auto.create.topics.enable", "false");
    FIXED.setProperty("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
    FIXED.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));

    // One node: nothing can be replicated, and few internal partitions start faster.
    FIXED.setProperty("offsets.topic.replication.factor", "1");
    FIXED.setProperty("offsets.topic.num.partitions", "3");
    FIXED.setProperty("transaction.state.log.replication.factor", "1");
    FIXED.setProperty("transaction.state.log.min.isr", "1");
    FIXED.setProperty("transaction.state.log.num.partitions", "3");
    FIXED.setProperty("share.coordinator.state.topic.replication.factor", "1");
    FIXED.setProperty("share.coordinator.state.topic.min.isr", "1");
    FIXED.setProperty("group.initial.rebalance.delay.ms", "0");

    // After a kill the new process has to wait until the old one's session is over.
    FIXED.setProperty("broker.session.timeout.ms", "1000");
    FIXED.setProperty("broker.heartbeat.interval.ms", "200");
    FIXED.setProperty("controlled.shutdown.enable", "true");

    // Two cores and a small heap.
    FIXED.setProperty("num.network.threads", "2");
    FIXED.setProperty("num.io.threads", "4");
    FIXED.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
  }
}

package io.betintel.localstack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of Kafka's own JVM: formats the storage if it is new, starts the node, and creates
 * the ready file, because an open port does not mean that Kafka is ready. SIGTERM ends it in order.
 */
final class KafkaNode {
  static final int ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private KafkaNode() {}

  /**
   * @param args the file with the node's configuration, and the file to create once it is up
   */
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(in);
    }
    format(Path.of(properties.getProperty("log.dirs")));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    Files.createFile(Path.of(args[1]));
    server.awaitShutdown();
  }

  private static void format(Path storage) throws Exception {
    if (Files.exists(storage.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet = quiet()) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(storage.toString())
          .setMetadataLogDirectory(storage.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(CONTROLLER_LISTENER)
          .setIgnoreFormatted(true)
          .run();
    }
  }

  private static PrintStream quiet() throws IOException {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}

package io.betintel.ev.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/**
 * How the worker logs to standard output.
 *
 * @param level of the worker's own loggers; libraries log WARN and above
 */
public record LogConfig(Format format, Level level) {
  private static final String READABLE = "%d{HH:mm:ss.SSS} %-5level %-24.24logger{0} %msg%n";

  static final Setting<Format> FORMAT =
      new Setting<>(
          "EV_LOG_FORMAT",
          "text or json",
          "text",
          "Log lines as text for people, or as one JSON object each.",
          false,
          text ->
              switch (text) {
                case "text" -> Format.TEXT;
                case "json" -> Format.JSON;
                default -> throw new IllegalArgumentException("neither text nor json");
              });
  static final Setting<Level> LEVEL =
      new Setting<>(
          "EV_LOG_LEVEL",
          "error, warn, info, debug or trace",
          "info",
          "The lowest level that the worker logs.",
          false,
          text -> {
            if (!text.matches("error|warn|info|debug|trace")) {
              throw new IllegalArgumentException("not a level");
            }
            return Level.toLevel(text);
          });

  /**
   * Loggers that repeat at every attempt, some with a stack trace, what the worker logs once and
   * shows in health: a registry or a broker that is away, standby tasks that a single worker cannot
   * have, advice on global tables, which the worker does not use.
   */
  private static final List<String> SAID_BETTER =
      List.of(
          "io.confluent.kafka.schemaregistry.client.rest.RestService",
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.streams.processor.internals.assignment",
          "org.apache.kafka.streams.StreamsConfig");

  public static List<Setting<?>> settings() {
    return List.of(FORMAT, LEVEL);
  }

  public static LogConfig from(Settings settings) {
    return new LogConfig(settings.get(FORMAT), settings.get(LEVEL));
  }

  /** Replaces the logging of the process. */
  public void apply() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(context));
    console.start();
    root.addAppender(console);
    root.setLevel(Level.WARN);
    context.getLogger("io.betintel").setLevel(level);
    SAID_BETTER.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
  }

  Encoder<ILoggingEvent> encoder(LoggerContext context) {
    if (format == Format.JSON) {
      LogstashEncoder json = new LogstashEncoder();
      json.setContext(context);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(READABLE);
    text.start();
    return text;
  }

  /** The form of a log line. */
  public enum Format {
    TEXT,
    JSON
  }
}

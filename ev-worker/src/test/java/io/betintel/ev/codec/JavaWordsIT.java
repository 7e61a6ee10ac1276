package io.betintel.ev.codec;

import static io.betintel.ev.codec.WireEvents.NOON;
import static io.betintel.ev.codec.WireEvents.event;
import static io.betintel.ev.codec.WireEvents.symbol;
import static io.betintel.ev.codec.WireEvents.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bet types whose names are words of Java, in a build that was generated with them: the constants
 * of some have another name there. It needs no server, but the classes of the later build.
 */
final class JavaWordsIT {
  private static URLClassLoader later;
  private static BiFunction<String, byte[], String> decoding;
  private static Schema schema;

  @BeforeAll
  static void load() throws Exception {
    later =
        new URLClassLoader(
            new URL[] {
              // Before the jar, as the later build runs.
              Path.of(System.getProperty("ev.worker.later.classes") + "/").toUri().toURL(),
              Path.of(System.getProperty("ev.worker.jar")).toUri().toURL(),
              JavaWordsIT.class.getProtectionDomain().getCodeSource().getLocation()
            },
            ClassLoader.getPlatformClassLoader());
    @SuppressWarnings("unchecked")
    BiFunction<String, byte[], String> laterDecoding =
        (BiFunction<String, byte[], String>)
            later.loadClass(Decoded.class.getName()).getConstructor().newInstance();
    decoding = laterDecoding;
    schema = new Schema.Parser().parse(decoding.apply("schema", null));
  }

  @AfterAll
  static void close() throws Exception {
    later.close();
  }

  /** Every keyword, literal and contextual keyword of Java 25 that can be a bet type's name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abstract",
        "assert",
        "boolean",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "class",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extends",
        "final",
        "finally",
        "float",
        "for",
        "goto",
        "if",
        "implements",
        "import",
        "instanceof",
        "int",
        "interface",
        "long",
        "native",
        "new",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "short",
        "static",
        "strictfp",
        "super",
        "switch",
        "synchronized",
        "this",
        "throw",
        "throws",
        "transient",
        "try",
        "void",
        "volatile",
        "while",
        "true",
        "false",
        "null",
        "exports",
        "module",
        "open",
        "opens",
        "permits",
        "provides",
        "record",
        "requires",
        "sealed",
        "to",
        "transitive",
        "uses",
        "var",
        "when",
        "with",
        "yield"
      })
  void everyWordIsDecodedAsItIsSent(String word) {
    GenericRecord event = event(schema);
    event.put("bet_type", symbol(schema, word));

    assertThat(decoding.apply(word, wire(1, event)))
        .isEqualTo("by Avro %s, directly %s, checked %s".formatted(word, word, word));
  }

  /** Lives in the class loader of the later build, and speaks the JDK's types only. */
  public static final class Decoded implements BiFunction<String, byte[], String> {
    private final OddsEventDecoder decoder;

    public Decoded() {
      AvroRuntime.prepare();
      decoder =
          new OddsEventDecoder(
              id -> OddsEvent.getClassSchema(), new OddsEventContract(Duration.ofMinutes(1)));
    }

    /** The bet type that each reader finds; without a value, the build's schema. */
    @Override
    public String apply(String key, byte[] value) {
      if (value == null) {
        return OddsEvent.getClassSchema().toString();
      }
      byte[] bytes = key.getBytes(UTF_8);
      long noon = NOON.toEpochMilli();
      return "by Avro %s, directly %s, checked %s"
          .formatted(
              decoder.byAvro(bytes, value, noon).betType(),
              decoder.direct(bytes, value, noon).betType(),
              new OddsEventCheck().check(value, key, NOON).snapshot().betType());
    }
  }
}

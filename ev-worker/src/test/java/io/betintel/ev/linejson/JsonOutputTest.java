package io.betintel.ev.linejson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Byte for byte what Jackson's generator writes. */
final class JsonOutputTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  @Property(tries = 2_000)
  void anyDoubleIsWhatJacksonWrites(@ForAll long bits) throws IOException {
    assertSameNumbers(Double.longBitsToDouble(bits));
  }

  @Property(tries = 2_000)
  void decimalsAreWhatJacksonWrites(
      @ForAll @LongRange(min = -200_000_000_000L, max = 200_000_000_000L) long digits,
      @ForAll @IntRange(max = 8) int decimals)
      throws IOException {
    double value = digits / Math.pow(10, decimals);
    assertSameNumbers(value, Math.nextUp(value), Math.nextDown(value), value / 3);
  }

  @Test
  void limitsOfNumbersAreWhatJacksonWrites() throws IOException {
    assertSameNumbers(
        0.0,
        -0.0,
        1.0,
        0.1 + 0.2,
        0.001,
        Math.nextDown(0.001),
        0.00099,
        9_999_999.9999,
        1e7,
        -1e7,
        0.00012,
        1e-5,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY);
  }

  @Property(tries = 500)
  void numbersThatRepeatAreWrittenAgain(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    double[] few = random.doubles(20, -2, 50).toArray();
    double[] many = random.ints(300, 0, few.length).mapToDouble(i -> few[i]).toArray();
    assertSameNumbers(many);
  }

  @Test
  void numberOfTheValueBeforeIsNotLookedForInTheNextOne() {
    JsonOutput json = new JsonOutput();
    json.beginArray();
    json.text("longer than the next value");
    json.beginObject();
    json.number("n", 0.1);
    json.begin().beginObject();
    json.number("n", 0.1);
    json.endObject();
    assertThat(json.toString()).isEqualTo("{\"n\":0.1}");
  }

  @Property(tries = 2_000)
  void anyWholeNumberIsWhatJacksonWrites(@ForAll long value) throws IOException {
    for (long each : new long[] {value, value >> 32, value >> 56, Long.MIN_VALUE}) {
      JsonOutput json = new JsonOutput();
      json.beginObject();
      json.number("n", each);
      json.endObject();
      assertThat(json.toString())
          .isEqualTo(
              jackson(
                  generator -> {
                    generator.writeStartObject();
                    generator.writeNumberField("n", each);
                    generator.writeEndObject();
                  }));
    }
  }

  @Property(tries = 2_000)
  void anyTextIsWhatJacksonWrites(@ForAll List<String> texts) throws IOException {
    assertSameTexts(texts.stream().map(JsonOutputTest::wellFormed).toList());
  }

  @Test
  void everyCharacterBelow256AndSomeAbove() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    assertSameTexts(List.of(all.toString(), "", "\"", "Žalgiris \"Kaunas\"\\\n", "\uD83C\uDFC0"));
  }

  @Test
  void instantsAreWhatJavaWrites() throws IOException {
    for (String text :
        List.of("2026-11-01T12:00:00Z", "2026-11-01T12:00:00.001Z", "+12026-11-01T12:00:00Z")) {
      JsonOutput json = new JsonOutput();
      json.beginObject();
      json.instant("at", Instant.parse(text));
      json.endObject();
      assertThat(json.toString()).isEqualTo("{\"at\":\"" + text + "\"}");
    }
  }

  private static void assertSameNumbers(double... values) throws IOException {
    JsonOutput json = new JsonOutput();
    json.beginObject();
    for (double value : values) {
      json.number("n", value);
    }
    json.endObject();
    assertThat(json.toString())
        .isEqualTo(
            jackson(
                generator -> {
                  generator.writeStartObject();
                  for (double value : values) {
                    generator.writeNumberField("n", value);
                  }
                  generator.writeEndObject();
                }));
  }

  private static void assertSameTexts(List<String> texts) throws IOException {
    JsonOutput json = new JsonOutput();
    json.beginArray();
    texts.forEach(json::text);
    json.endArray();
    assertThat(json.toString())
        .isEqualTo(
            jackson(
                generator -> {
                  generator.writeStartArray();
                  for (String text : texts) {
                    generator.writeString(text);
                  }
                  generator.writeEndArray();
                }));
  }

  /** Without half a surrogate pair, which no UTF-8 has. */
  private static String wellFormed(String text) {
    return text.codePoints()
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static String jackson(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JACKSON.createGenerator(bytes)) {
      writing.to(json);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

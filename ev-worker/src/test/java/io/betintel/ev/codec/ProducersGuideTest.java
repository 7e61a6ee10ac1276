package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.schemas.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The guide names what there is. */
class ProducersGuideTest {
  private static final Path GUIDE = Path.of("../schemas/README.md");

  @Test
  void everyReasonIsExplained() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(Stream.of(Reason.values()))
        .allSatisfy(reason -> assertThat(guide).contains("| `" + reason.label() + "` |"));
  }

  @Test
  void everyFieldIsExplained() throws IOException {
    String guide = Files.readString(GUIDE);
    Schema event = Contract.oddsEvent().current();
    Schema outcome = event.getField("outcomes").schema().getElementType();

    assertThat(Stream.concat(event.getFields().stream(), outcome.getFields().stream()))
        .allSatisfy(field -> assertThat(guide).contains("`" + field.name() + "`"));
  }
}

package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FailpointTest {
  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void endsTheProcessAtTheNthPassageAndNoOther() {
    Failpoint failpoint = new Failpoint("after-changelog", "after-changelog:3", this::end);

    failpoint.pass();
    failpoint.pass();
    assertThat(ends).hasValue(0);
    failpoint.pass();
    assertThat(ends).hasValue(1);
    failpoint.pass();
    assertThat(ends).hasValue(1);
  }

  @Test
  void doesNothingWithoutASettingOrForAnotherName() {
    new Failpoint("after-changelog", "", this::end).pass();
    new Failpoint("after-changelog", "after-parked:1", this::end).pass();
    Failpoint.named("after-changelog").pass();

    assertThat(ends).hasValue(0);
  }

  /** Whoever adds a place adds a crash there; {@code FailpointIT} has most of them. */
  @Test
  void everyPlaceIsOneThatSomeTestCrashesAt() throws IOException {
    String crashes = sources("src/test/java/io/betintel/ev/it");
    Matcher named =
        Pattern.compile("Failpoint\\.named\\(\"([^\"]+)").matcher(sources("src/main/java"));
    Set<String> places = new TreeSet<>();
    while (named.find()) {
      places.add(named.group(1));
    }
    assertThat(places)
        .contains("after-changelog")
        .allMatch(place -> Pattern.compile("[\"=]" + place + "[\":]").matcher(crashes).find());
  }

  private static String sources(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private void end() {
    ends.incrementAndGet();
  }
}

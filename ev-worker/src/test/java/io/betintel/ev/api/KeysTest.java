package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.ops.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir private Path directory;

  @Test
  void changedFileIsReadAgainAndABadOneChangesNothing() throws Exception {
    Path file = directory.resolve("keys");
    NewKey first = NewKey.of("first", Role.BASIC);
    NewKey second = NewKey.of("second", Role.ADMIN);
    Files.writeString(file, first.line());
    Keys keys = new Keys(Optional.of(file));
    assertThat(keys.find(first.text())).map(Caller::name).contains("first");
    Caller caller = keys.find(first.text()).orElseThrow();
    assertThat(keys.knows(caller)).isTrue();

    Files.writeString(file, second.line());
    assertThat(keys.current()).isTrue();
    assertThat(keys.find(first.text())).isEmpty();
    assertThat(keys.find(second.text())).map(Caller::name).contains("second");
    assertThat(keys.knows(caller)).as("a stream that began before").isFalse();
    assertThat(keys.knows(Caller.ANONYMOUS)).isTrue();

    Files.write(file, List.of(first.line(), "nonsense"));
    assertThat(keys.current()).isFalse();
    assertThat(keys.find(first.text())).isEmpty();
    assertThat(keys.find(second.text())).isPresent();

    Files.delete(file);
    assertThat(keys.current()).isFalse();
    assertThat(keys.find(second.text())).isPresent();

    Files.writeString(file, first.line());
    assertThat(keys.current()).isTrue();
    assertThat(keys.find(first.text())).isPresent();
  }

  @Test
  void badFileAtTheStartIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "basic reader");

    assertThatThrownBy(() -> new Keys(Optional.of(file)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EV_API_KEYS is \"%s\": line 1 has 2 fields: ROLE NAME sha256:HEX is accepted", file);
    assertThatThrownBy(() -> new Keys(Optional.of(directory.resolve("none"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void withoutAFileNoKeyIsKnown() {
    assertThat(new Keys(Optional.empty()).find("ev_anything")).isEmpty();
  }
}

package io.betintel.ev.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LockModeTest {
  @Test
  void itIsSpelledAsPostgresqlDoesAndOrderedByStrength() {
    assertThat(
            List.of(
                LockMode.of("AccessShareLock"),
                LockMode.of("RowShareLock"),
                LockMode.of("RowExclusiveLock"),
                LockMode.of("ShareUpdateExclusiveLock"),
                LockMode.of("ShareLock"),
                LockMode.of("ShareRowExclusiveLock"),
                LockMode.of("ExclusiveLock"),
                LockMode.of("AccessExclusiveLock")))
        .containsExactly(LockMode.values());
    assertThat(LockMode.SHARE_ROW_EXCLUSIVE.label()).isEqualTo("SHARE ROW EXCLUSIVE");
  }

  /** PostgreSQL's table of conflicting locks: the rows of ROW EXCLUSIVE and ACCESS SHARE. */
  @Test
  void writersAndReadersWaitForThoseThatConflict() {
    assertThat(Arrays.stream(LockMode.values()).filter(LockMode::stopsWriters))
        .containsExactly(
            LockMode.SHARE,
            LockMode.SHARE_ROW_EXCLUSIVE,
            LockMode.EXCLUSIVE,
            LockMode.ACCESS_EXCLUSIVE);
    assertThat(Arrays.stream(LockMode.values()).filter(LockMode::stopsReaders))
        .containsExactly(LockMode.ACCESS_EXCLUSIVE);
  }
}

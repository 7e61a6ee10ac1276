package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.catalogue.AliasMoves.Moved;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AliasMovesTest {
  private final AliasMoves moves = new AliasMoves();

  @Test
  void workerWithoutTasksHasNothingToMove() {
    assertThat(moves.upTo(7)).isEqualTo(new Moved(7, Set.of()));
  }

  @Test
  void theLastOfItsTasksCounts() {
    AliasMoves.Task one = moves.begin(2);
    AliasMoves.Task other = moves.begin(5);
    one.reached(7);
    assertThat(moves.upTo(7)).isEqualTo(new Moved(1, Set.of(2, 5)));

    other.reached(6);
    assertThat(moves.upTo(7)).isEqualTo(new Moved(6, Set.of(2, 5)));
    other.close();
    assertThat(moves.upTo(7)).isEqualTo(new Moved(7, Set.of(2)));
  }
}

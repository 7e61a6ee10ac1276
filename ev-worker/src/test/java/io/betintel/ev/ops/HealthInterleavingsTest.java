package io.betintel.ev.ops;

import io.betintel.ev.harness.Interleavings;
import io.betintel.ev.ops.Check.Status;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A part changes while HTTP asks: the status code and the text are of one moment. */
final class HealthInterleavingsTest {

  @Test
  void answerAndItsReasonAreOfOneMoment() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test. */
  public static final class Shared {
    private volatile Status status = Status.UP;
    private final Health health = new Health(() -> List.of(new Check("stream", status, "-")));

    public Shared() {
      health.started();
    }

    @Operation(nonParallelGroup = "part")
    public void become(@Param(gen = IntGen.class, conf = "0:2") int badness) {
      status = List.of(Status.UP, Status.WAITING, Status.FAILED).get(badness);
    }

    @Operation
    public String isReady() {
      return text(health.isReady());
    }

    @Operation
    public String isLive() {
      return text(health.isLive());
    }

    private static String text(Health.Answer answer) {
      return answer.yes() + " " + answer.parts().strip();
    }
  }

  /** For one thread. */
  public static final class Apart {
    private int badness;

    public void become(int now) {
      badness = now;
    }

    public String isReady() {
      return text(badness == 0);
    }

    public String isLive() {
      return text(badness < 2);
    }

    private String text(boolean yes) {
      return yes + " stream " + List.of("UP", "WAITING", "FAILED").get(badness) + " -";
    }
  }
}

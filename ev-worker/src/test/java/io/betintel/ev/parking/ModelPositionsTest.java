package io.betintel.ev.parking;

/** The positions of a simulation keep what every store of positions must keep. */
final class ModelPositionsTest extends PositionsContract {
  private final ModelPositions positions = new ModelPositions();

  @Override
  Positions table() {
    return positions.over(ModelPositionsTest::never);
  }

  @Override
  Positions ofAnotherApplication() {
    return new ModelPositions().over(ModelPositionsTest::never);
  }

  private static <T> T never(String seam, ModelPositions.Answer<T> work)
      throws java.sql.SQLException, PositionsMovedException {
    return work.now();
  }
}

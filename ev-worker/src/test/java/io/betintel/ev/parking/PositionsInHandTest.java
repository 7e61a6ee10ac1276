package io.betintel.ev.parking;

/** The positions that other tests use keep what every store of positions must keep. */
final class PositionsInHandTest extends PositionsContract {
  private final PositionsInHand positions = new PositionsInHand();

  @Override
  Positions table() {
    return positions;
  }

  @Override
  Positions ofAnotherApplication() {
    return new PositionsInHand();
  }
}

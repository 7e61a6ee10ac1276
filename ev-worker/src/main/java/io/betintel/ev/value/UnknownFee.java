package io.betintel.ev.value;

/** Of an exchange: it takes something, and how much is unknown. */
record UnknownFee() implements Fee {
  @Override
  public double netPrice(double price) {
    return price;
  }

  @Override
  public boolean isKnown() {
    return false;
  }

  @Override
  public String text() {
    return FeeText.UNKNOWN;
  }
}

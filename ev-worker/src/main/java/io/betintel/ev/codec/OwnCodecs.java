package io.betintel.ev.codec;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.Contract;
import java.util.Map;
import java.util.Optional;

/**
 * Codecs with the schemas of this build and no registry, for records that never leave the process.
 */
public final class OwnCodecs {
  private static final int ODDS_ID = 1;
  private static final int LINES_ID = 2;

  private final WriterSchemas schemas;

  public OwnCodecs() {
    AvroRuntime.prepare();
    this.schemas =
        WriterSchemas.only(
            Map.of(
                ODDS_ID,
                Contract.oddsEvent().current(),
                LINES_ID,
                Contract.pricedLine().current()));
  }

  /** The two schemas; no other id may be asked for. */
  public WriterSchemas schemas() {
    return schemas;
  }

  /** Writes odds events, for one thread. */
  public OddsEventEncoder events() {
    return OddsEventEncoder.of(ODDS_ID, Contract.oddsEvent().current());
  }

  /** Writes and reads lines, for one thread. */
  public PricedLineCodec lines() {
    return new PricedLineCodec(schemas, LINES_ID);
  }

  /** One that {@link #events} can write. */
  public BetType betType() {
    return Contract.betType().current().getEnumSymbols().stream()
        .map(BetType::find)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }
}

package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.harness.Interleavings;
import io.betintel.ev.odds.BetType;
import java.util.List;
import java.util.stream.LongStream;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * The catalogue's thread reads a newer version while others ask for the rows, the flags and the
 * state: whatever they ask one after the other is of one version or of a later one.
 */
final class CurrentCatalogueInterleavingsTest {

  private static final BetType TOTALS = new BetType("totals");
  private static final List<Catalogue> VERSIONS =
      LongStream.range(1, 20).mapToObj(CurrentCatalogueInterleavingsTest::catalogue).toList();

  private static Catalogue catalogue(long version) {
    return Catalogue.of(
        version,
        List.of(
            new CatalogueEntry(
                new PricingTerms(TOTALS, Shape.OVER_UNDER, SettingsOf.json("{}"), 1),
                "Totals",
                true,
                version % 2 == 1,
                Role.FREE,
                null,
                version)));
  }

  @Test
  void rowsFlagsAndStateChangeTogether() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test; the one bet type is on in every other version. */
  public static final class Shared {
    private static final String PART = "catalogue";

    private final CurrentCatalogue known = new CurrentCatalogue();
    private int version;

    @Operation(nonParallelGroup = "catalogue's thread")
    public void read() {
      known.read(VERSIONS.get(version++));
    }

    @Operation(nonParallelGroup = "catalogue's thread")
    public boolean good() {
      return version > 0 && known.good();
    }

    @Operation(nonParallelGroup = "catalogue's thread")
    public boolean bad() {
      return known.bad("refused");
    }

    @Operation
    public String catalogue() {
      Catalogue now = known.catalogue();
      return now == null ? "-" : now.version() + " " + now.served(TOTALS).label();
    }

    @Operation
    public String flags() {
      Flags now = known.flags();
      return now == null ? "-" : now.version() + " " + now.on(TOTALS);
    }

    @Operation
    public String check() {
      return known.check(PART).detail();
    }
  }

  /** For one thread. */
  public static final class Apart {
    private int version;
    private String trouble = "not read yet";

    public void read() {
      version++;
    }

    public boolean good() {
      boolean ends = version > 0 && !trouble.isEmpty();
      trouble = version > 0 ? "" : trouble;
      return ends;
    }

    public boolean bad() {
      boolean news = !trouble.equals("refused");
      trouble = "refused";
      return news;
    }

    public String catalogue() {
      return version == 0 ? "-" : version + (version % 2 == 1 ? " served" : " disabled");
    }

    public String flags() {
      return version == 0 ? "-" : version + (version % 2 == 1 ? " true" : " false");
    }

    public String check() {
      if (trouble.isEmpty()) {
        return "version " + version;
      }
      return version == 0 ? trouble : "keeping version " + version + " since " + trouble;
    }
  }
}

package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.CatalogueEditor;
import io.betintel.ev.catalogue.CatalogueRefusal;
import java.sql.SQLException;

/** One change of the catalogue. */
interface Change {
  CatalogueEdit by(CatalogueEditor editor) throws SQLException, CatalogueRefusal;
}

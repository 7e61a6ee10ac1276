package io.betintel.ev.api.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;

/**
 * A row as a JSON object: columns are fields, times are ISO 8601 in UTC, what is null is left out.
 */
final class RowJson {
  private RowJson() {}

  static ObjectNode of(ResultSet row) throws SQLException {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      put(json, columns.getColumnLabel(i), columns.getColumnTypeName(i), row, i);
    }
    return json;
  }

  private static void put(ObjectNode json, String name, String type, ResultSet row, int column)
      throws SQLException {
    if (row.getObject(column) == null) {
      return;
    }
    switch (type) {
      case "text" -> json.put(name, row.getString(column));
      case "bool" -> json.put(name, row.getBoolean(column));
      case "float8" -> json.put(name, row.getDouble(column));
      case "int4", "int8" -> json.put(name, row.getLong(column));
      case "timestamptz" ->
          json.put(name, row.getObject(column, Timestamp.class).toInstant().toString());
      case "jsonb" -> json.set(name, tree(row.getString(column)));
      default -> throw new SQLException("column " + name + " has the type " + type);
    }
  }

  private static JsonNode tree(String text) throws SQLException {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SQLException("PostgreSQL's JSON cannot be read", e);
    }
  }
}

package org.kinora.lib.parquet;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** What the cells of a column are. */
public enum ColumnType {
  /** Integers of 32 bits. */
  INT32(PrimitiveTypeName.INT32, false),
  /** Integers of 64 bits. */
  INT64(PrimitiveTypeName.INT64, false),
  /** Numbers of single precision. */
  FLOAT(PrimitiveTypeName.FLOAT, false),
  /** Numbers of double precision. */
  DOUBLE(PrimitiveTypeName.DOUBLE, false),
  /** True or false. */
  BOOL(PrimitiveTypeName.BOOLEAN, false),
  /** Text. */
  TEXT(PrimitiveTypeName.BINARY, false),
  /** Lists of integers of 64 bits. */
  LONGS(PrimitiveTypeName.INT64, true),
  /** Lists of numbers of single precision. */
  FLOATS(PrimitiveTypeName.FLOAT, true),
  /** Lists of numbers of double precision. */
  DOUBLES(PrimitiveTypeName.DOUBLE, true),
  /** Lists of texts. */
  TEXTS(PrimitiveTypeName.BINARY, true);

  private final PrimitiveTypeName primitive;
  private final boolean list;

  ColumnType(PrimitiveTypeName primitive, boolean list) {
    this.primitive = primitive;
    this.list = list;
  }

  boolean isList() {
    return list;
  }

  /** The column's type as Parquet has it; lists have the three levels of its specification. */
  Type parquet(String name, boolean required) {
    if (list) {
      Types.ListBuilder<? extends Type> builder =
          required ? Types.requiredList() : Types.optionalList();
      return (Type) builder.element(primitive("element", true)).named(name);
    }
    return primitive(name, required);
  }

  private Type primitive(String name, boolean required) {
    Types.PrimitiveBuilder<? extends Type> builder =
        required ? Types.required(primitive) : Types.optional(primitive);
    return primitive == PrimitiveTypeName.BINARY
        ? builder.as(LogicalTypeAnnotation.stringType()).named(name)
        : builder.named(name);
  }
}

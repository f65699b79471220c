/** Tables in Parquet files. */
@NullMarked
package org.kinora.dataset.shards.table;

import org.jspecify.annotations.NullMarked;

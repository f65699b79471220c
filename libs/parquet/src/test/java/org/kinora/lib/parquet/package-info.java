@NullMarked
package org.kinora.lib.parquet;

import org.jspecify.annotations.NullMarked;

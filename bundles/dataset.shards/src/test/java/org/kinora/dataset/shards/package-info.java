@NullMarked
package org.kinora.dataset.shards;

import org.jspecify.annotations.NullMarked;

/** Data sets as tar files that WebDataset streams. */
@NullMarked
package org.kinora.dataset.webdataset;

import org.jspecify.annotations.NullMarked;

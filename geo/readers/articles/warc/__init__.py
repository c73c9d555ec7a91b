"""Web archives: WARC files of crawlers and browsers, WACZ packages, and the texts of Common Crawl (WET).

The frame of a WARC file is some header lines and a length, which is read here: warcio 1.8 raises AttributeError on a
file that is cut off or gives half a body as a whole one, refuses a gzip file that is not compressed record by record,
and reads no zstd. What differs from server to server, chunks and encodings, is decoded in one place.
"""

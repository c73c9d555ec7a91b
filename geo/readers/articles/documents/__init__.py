"""Word processors' files: DOCX, ODT, HWPX, HWP 5, EPUB and Markdown.

Most are ZIP archives of XML, which lxml reads. Libraries for them were compared; they leave words out or
join what is apart: python-docx 1.2 has no words with readings, smart tags and simple fields, odfpy 1.4 glues a reading
to its name and puts notes into the sentence, python-hwpx 6.9 gives a table's paragraph as empty.
"""

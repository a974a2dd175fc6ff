"""The claim "PDF/UA-1" in the metadata (XMP) of a PDF/A file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

# PDF/A accepts a foreign property only with a description of its schema (ISO 19005-3, 6.6.2.3).
_PDFUA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def voeg_kenmerk_toe(pdf: "Pdf") -> None:
    """Add the PDF/UA-1 identifier to the metadata and store them uncompressed, as PDF/A wants.

    Plain text work, because pikepdf's own editor would write the time of editing into it.
    """
    from pikepdf import Name, Stream

    voor, einde, na = pdf.Root.Metadata.read_bytes().rpartition(b"</rdf:RDF>")
    if not einde:
        raise ValueError("WeasyPrint schreef geen metadata in de PDF.")
    pdf.Root.Metadata = Stream(pdf, voor + _PDFUA + na, Type=Name.Metadata, Subtype=Name.XML)
